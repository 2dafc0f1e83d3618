"""Pairs of what is typed and a name in the store: the same name in another spelling, or another name.

``SAME`` must be found, ``OTHER`` must not be found as that name. Decided after thinking about each:
Fatma and Fatima, Yosef and Yusuf, Olena and Elena, Dawit and David, Michael and Mikail are one name in two
tongues and are found by each other; Olena and Olha, Amin and Amina, Samir and Samar are not. That
Ali begins Alina is told as a beginning and is not in question here.
"""

from __future__ import annotations

SAME = """
Mohammed: Muhamed, Mohamad, Muhammad, Mohamed, Muhammed, محمد, Мохаммед, መሓመድ, Muhamad
محمد: Mohammed, Muhammad, Mohamed
Ahmad: Ahmed, Achmed, Ahmet, أحمد, Ахмад
أحمد: Ahmad, Ahmed
Hussein: Hossein, Husain, Hussain, Hüseyin, Huseyin, حسين, Хуссейн
Hosseini: Husseini, Hussaini, حسینی
Hassan: Hasan, Hassen, حسن
حسن: Hasan, Hassan
Yusuf: Yousef, Youssef, Jusuf, Josef, Yosef, يوسف
ዮሴፍ: Yosef, Josef
Al-Hassan: al hasan, alhasan, Alhassan, el hassan, الحسن
Alhasan: al hasan, Al-Hassan
Al Hasan: alhassan, al-hasan
Abdul Karim: Abdulkarim, Abdelkarim, Abd al-Karim
Abdullah: Abdallah, Abdulla, عبدالله
Abdurrahman: Abdelrahman, Abdul Rahman
Khaled: Khalid, Chaled, خالد, Халед
Jamal: Djamal, Dschamal, Gamal, جمال
Jamila: Djamila, Dschamila
Said: Saeed, Saïd, سعيد
Fatima: Fatma, Fatimah, Fatemeh, فاطمة
Aisha: Ayşe, Aischa, Aicha
Layla: Leila, Laila, Lejla, ليلى
Maryam: Mariam, Miriam, مريم, ማርያም
Zeynep: Zaynab, Zeinab
Omar: Umar, Omer, عمر
Osman: Othman, Uthman
Karim: Kareem, كريم
Walid: Waleed, Valid
Qasim: Kasem, قاسم
Shirin: Schirin, Şirin
Yahya: Yahia, يحيى
Ibrahim: Ebrahim, إبراهيم
Nawal: نوال
Mahmoud: Mahmud, محمود
Reza: رضا
Євгенія: Yevheniia, Evgenia, Yevgenia, Jewgenija
Yevheniia: Evgenia, Євгенія, Евгения
Олександр: Oleksandr, Aleksandr, Alexander
Oleksandr: Aleksandr, Александр
Ольга: Olha, Olga
Олена: Olena, Elena
Сергій: Serhii, Sergej, Sergiy
Шевченко: Shevchenko, Schewtschenko
Юлія: Yuliia, Julia, Iuliia
Андрій: Andrii, Andrej
Дмитро: Dmytro, Dmitri
Kateryna: Ekaterina, Катерина
Наталія: Nataliia, Natalia
Tetiana: Tatjana, Тетяна
Володимир: Volodymyr, Wladimir
Tsegay: Tsegaye, ጸጋይ, ጸጋዬ
ጸጋይ: Tsegay, Tsegaye
Birhane: Berhane, ብርሃነ
ብርሃነ: Birhane, Brhane
Gebremedhin: ገብረመድህን, Gebremedhn
Haile: Hayle, ኃይለ
Dawit: ዳዊት, David
ተስፋዬ: Tesfaye, Tesfay
ሰላም: Selam
Mikael: Michael, ሚካኤል
Xhevdet: Cevdet, Dževdet, Djevdet
Çelik: Celik
Şahin: Sahin, Schahin
Iğdır: igdir
Łukasz: Lukasz
Weiß: Weiss
Müller: Mueller, Muller
O'Brien: obrien, O’Brien
Nguyễn: nguyen
Müller-Schmidt: schmidt mueller, muellerschmidt
Sarah: Sara
Katja: Katya
"""

OTHER = """
Hassan: Hussein, Hosni, Ihsan, Hasna, Ghassan, Hisham, حسين
Hussein: Hassan, Hosni, Hosseini, حسن
حسين: Hassan, حسن
حسن: Hussein, حسين
Mohammed: Mahmoud, Mehdi, Hamid, محمود, Ahmad
Mahmoud: Mohammed, محمد, Hammoud, Hamid
محمود: Mohammed, محمد
محمد: Mahmoud, محمود
Maria: Marina, Mariam, Mario, Marta
Marina: Maria, Mariam, Martina
Ali: Alia, Alin, Aliu, Hali
Alina: Aline, Alena, Ali, Elina
Olena: Olha, Alina, Oleh, Олег
Ольга: Olena, Oleh, Олена
Олена: Olha, Ольга
Amin: Amina, Amine, Yamin
Amina: Amin, Amira, Emine Yilmaz, Aminata
Samir: Samira, Samar, Sahar, Samuel
Samar: Samir, Samira, Omar
Jamal: Jamila, Jamil, Kamal, جميل
Jamil: Jamal, Jamila, Kamil, جمال
Karim: Karam, Akram, Karima, Rahim
Salim: Salam, Salma, Salman, Islam
Khaled: Khalil, Khalida, Walid
Walid: Khalid, Valentina, Waleria
Rashid: Rashad, Rushdi, Arshad
Said: Saad, Sayed, Saida, Sidra
Omar: Amir, Amr, Ammar, Omara
Amir: Omar, Emre, Amira, Samir
Noor: Nora, Nouri, Noura
Sara: Sahar, Zahra, Sarina, Sira
Zahra: Sara, Zara, Zohair
Layla: Lila, Lina, Lola
Aida: Ida, Aidan
Fatima: Fathi, Fadime, Futa, Fadi
Yusuf: Yasin, Yasif, Yunus, Asif
Ibrahim: Abraha, Brahma, Rahim
Abdullah: Abdul, Abdelkarim, Abdo
Abdulkarim: Abdullah, Abdulrahim
Ivan: Iwona, Jovan, Yvonne
Oleksandr: Oleksii, Oleksandra, Oleh
Сергій: Serhan, Сергіївна
Tsegay: Tsehay, Tsige
Haile: Hailu, Hiba
Selam: Salim, Selma
Birhane: Birhan, Burhan
Hosseini: Hussein, Hosni
Schmidt: Schmitz, Schmal
Müller: Möller, Miller, Muhlis
Arben: Arbër, Erblin
Dmytro: Dmytrivna, Demir
Andrii: Andrea, Adrian
Mikael: Mikela, Michaela, Malik
Xhevdet: Xhevahire, Javad, Davit
Jamila: Jamal, Jalila, Camilla
Leyla: Lale, Lolita
Zeynep: Zainuddin, Sanab, Zenon
Osman: Asmaa, Usama
Reza: Rosa, Rafiza, Raza Mustar
Nawal: Nabil, Naila, Nour
Qasim: Qais, Karim, Wasim
Yahya: Yara, Jahan
Kateryna: Karina, Katrin
Iryna: Arina, Irma
Nataliia: Natan, Nadiia
Volodymyr: Vladyslav, Valerii
Shirin: Shireen Ali, Sharon, Shahrin
Tesfaye: Tesfit, Tsehaye
Dawit: Davut Ali, Dawlat
Gebremedhin: Gebremariam, Gebreyesus
"""

TAKEN_FOR_ANOTHER = [("Aline", "Alina"), ("Alena", "Alina"), ("Elina", "Alina"), ("Möller", "Müller")]
"""What is typed and, not wanted, found as that name: the known price of finding by sound."""


def pairs(listed: str) -> list[tuple[str, str]]:
    """Return (typed, name in the store) for each ``name: typed, typed``, on a line or before a semicolon."""
    names = (each.partition(":") for line in listed.strip().splitlines() for each in line.split(";"))
    return [
        (typed.strip(), name.strip()) for name, _, many in names for typed in many.split(",") if typed.strip()
    ]
